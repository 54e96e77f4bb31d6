/* A raw server on loopback for tests of network clients: a thread that hands
 * every connection to a function of the test, which may behave as badly as it
 * likes. Blocking and simple; not a model for the program. */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <libwebsockets.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct loopback {
    int listener;
    int port;
    int connections; /* accepted so far; read it after loopback_stop */
    void (*serve)(int fd, int nth, void *user); /* nth: from 0 */
    void *user;
    pthread_t thread;
};

static void *loopback_run(void *user)
{
    struct loopback *l = user;
    for (;;) {
        int fd = accept(l->listener, NULL, NULL);
        if (fd < 0)
            return NULL;
        struct timeval patience = {.tv_sec = 5};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        l->serve(fd, l->connections++, l->user);
        close(fd);
    }
}

static inline void loopback_start(struct loopback *l,
                                  void (*serve)(int, int, void *), void *user)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *l = (struct loopback){.serve = serve, .user = user};
    l->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(bind(l->listener, (struct sockaddr *)&address, len) == 0);
    assert_true(listen(l->listener, 64) == 0);
    getsockname(l->listener, (struct sockaddr *)&address, &len);
    l->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&l->thread, NULL, loopback_run, l), 0);
}

static inline void loopback_stop(struct loopback *l)
{
    shutdown(l->listener, SHUT_RDWR);
    pthread_join(l->thread, NULL);
    close(l->listener);
}

static inline void loopback_send(int fd, const void *bytes, size_t len)
{
    for (size_t sent = 0; sent < len;) {
        ssize_t n =
            send(fd, (const char *)bytes + sent, len - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        sent += (size_t)n;
    }
}

static inline void loopback_say(int fd, const char *text)
{
    loopback_send(fd, text, strlen(text));
}

/* Reads up to the empty line behind the header; zero-terminated. */
static inline bool loopback_head(int fd, char *head, size_t size)
{
    size_t len = 0;
    while (len + 1 < size && recv(fd, head + len, 1, 0) == 1) {
        head[++len] = '\0';
        if (len >= 4 && strcmp(head + len - 4, "\r\n\r\n") == 0)
            return true;
    }
    head[len] = '\0';
    return false;
}

static inline bool loopback_exactly(int fd, void *out, size_t len)
{
    return len == 0 || recv(fd, out, len, MSG_WAITALL) == (ssize_t)len;
}

/* Waits until the other side closes. */
static inline void loopback_linger(int fd)
{
    char byte;
    while (recv(fd, &byte, 1, 0) > 0)
        ;
}

/* Answers an upgrade as a WebSocket server does; head may receive it. */
static inline bool loopback_upgrade(int fd, char *head, size_t size)
{
    char key[128] = "", accept_key[64], answer[256];
    unsigned char digest[20];
    if (!loopback_head(fd, head, size))
        return false;
    const char *at = strcasestr(head, "Sec-WebSocket-Key: ");
    if (!at || sscanf(at + 19, "%60[^\r]", key) != 1)
        return false;
    strcat(key, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    lws_SHA1((unsigned char *)key, strlen(key), digest);
    lws_b64_encode_string((char *)digest, 20, accept_key, sizeof accept_key);
    snprintf(answer, sizeof answer,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
             "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
             accept_key);
    loopback_say(fd, answer);
    return true;
}

/* One unmasked frame; first: FIN, RSV and opcode ("0x81": a whole text). */
static inline void loopback_frame(int fd, int first, const void *bytes,
                                  size_t len)
{
    unsigned char head[10] = {(unsigned char)first};
    size_t n = 2;
    if (len < 126) {
        head[1] = (unsigned char)len;
    } else {
        head[1] = 127;
        for (int i = 0; i < 8; i++)
            head[n++] = (unsigned char)((uint64_t)len >> (56 - 8 * i));
    }
    loopback_send(fd, head, n);
    loopback_send(fd, bytes, len);
}

/* Reads one frame, unmasked into out (zero-terminated). Returns its first
 * byte, or -1: closed, unmasked or too long. */
static inline int loopback_read_frame(int fd, char *out, size_t size)
{
    unsigned char head[2], more[8], mask[4];
    if (!loopback_exactly(fd, head, 2) || !(head[1] & 0x80))
        return -1;
    size_t len = head[1] & 0x7f, extra = len == 126 ? 2 : len == 127 ? 8 : 0;
    if (!loopback_exactly(fd, more, extra))
        return -1;
    if (extra)
        len = 0;
    for (size_t i = 0; i < extra; i++)
        len = len << 8 | more[i];
    if (len >= size || !loopback_exactly(fd, mask, 4) ||
        !loopback_exactly(fd, out, len))
        return -1;
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(out[i] ^ mask[i % 4]);
    out[len] = '\0';
    return head[0];
}

#endif
