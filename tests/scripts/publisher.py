"""A publisher's web server on loopback that behaves as a test tells it to."""
import http.server
import socketserver
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        publisher = self.server.publisher
        publisher.requests.append(self)
        behaviour = publisher.paths.get(self.path)
        if behaviour:
            behaviour(self)
        else:
            self.answer(404, b"no such file")

    def do_CONNECT(self):
        self.server.publisher.requests.append(self)
        self.answer(403)

    def answer(self, code, body=b"", **headers):
        """Answers in full; header names with _ for -."""
        self.send_response(code)
        self.send_header("Content-Length", len(body))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, code, length=None, **headers):
        """The head alone; the connection ends after what the test sends."""
        self.close_connection = True
        self.send_response(code)
        if length is not None:
            self.send_header("Content-Length", length)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # clients that go away are what some tests are about


class Publisher:
    """paths: what to do for a path, a function that gets the request."""

    def __init__(self, tls=None):
        self.paths, self.requests = {}, []
        self.free = threading.Event()  # set: whoever hangs ends
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.publisher = self
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket,
                                                 server_side=True)
            self.url = f"https://localhost:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever,
                                       kwargs={"poll_interval": 0.05})
        self.thread.start()

    def close(self):
        self.free.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def asked(self, path):
        return [r for r in self.requests if r.path == path]

    def serve(self, path, body, etag='"1"', **headers):
        """A good server: knows its ETag, and ranges of it."""
        def behave(request):
            if etag and request.headers.get("If-None-Match") == etag:
                request.answer(304, ETag=etag)
                return
            if etag:
                headers["ETag"] = etag
            start = request.headers.get("Range", "bytes=0-")[6:-1]
            if int(start) and request.headers.get("If-Range") == etag:
                request.answer(
                    206, body[int(start):], **headers,
                    Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")
            else:
                request.answer(200, body, **headers)
        self.paths[path] = behave

    def first(self, path, behaviour):
        """Does this once, then what it did before."""
        then = self.paths.get(path)

        def behave(request):
            self.paths[path] = then
            behaviour(request)
        self.paths[path] = behave

    def break_off(self, path, body, sent, etag='"1"'):
        """Promises all of the body, sends some and closes."""
        def behave(request):
            headers = {"ETag": etag} if etag else {}
            request.begin(200, len(body), **headers)
            request.wfile.write(body[:sent])
        self.first(path, behave)

    def hang(self, path, body=b"", sent=0, etag='"1"'):
        """Sends some, or nothing at all, and then no more."""
        def behave(request):
            if sent:
                request.begin(200, len(body), ETag=etag)
                request.wfile.write(body[:sent])
                request.wfile.flush()
            request.close_connection = True
            self.free.wait(60)
        self.first(path, behave)
