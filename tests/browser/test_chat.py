#!/usr/bin/python3
"""The chat page in a real browser: the program serves it, Chromium shows it.

usage: test_chat.py --careerbot PROGRAM --pack FILE --screenshots FOLDER

Ends with 77 where Chromium or Selenium is missing.
"""
import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

SKIP = 77
try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ImportError:
    print("skipped: python3-selenium is not installed")
    sys.exit(SKIP)

PATIENCE_S = 30
# What may stand in Latin letters in a page that is all Chinese: names, and
# abbreviations in capitals.
NAMES = {"careerbot", "Enter", "Shift", "Career", "Graph",
         "Anthropic", "Claude", "Eloundou", "GPTs", "are", "Working", "with"}


class Server:
    """The program, with a configuration of its own."""

    def __init__(self, program, pack, folder):
        self.program, self.folder, self.process = program, folder, None
        self.pack = os.path.abspath(pack)
        self.address = "127.0.0.1:0"

    def start(self):
        config = os.path.join(self.folder, "careerbot.json")
        with open(config, "w") as file:
            json.dump({"knowledge": self.pack,
                       "state": "sqlite:" + os.path.join(self.folder, "s.db"),
                       "listen": self.address,
                       "platforms": [{"type": "web"}]}, file)
        self.process = subprocess.Popen(
            [self.program, "run", "--config", config],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://([\d.]+:\d+)/", line)
        assert found, f"the program did not say its address: {line!r}"
        self.address = found.group(1)

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        self.process = None
        assert status == 0, f"the program ended with {status}"


def open_browser(folder):
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        print("skipped: chromium or chromium-driver is not installed")
        sys.exit(SKIP)
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu",
                     "--disable-quic", "--no-first-run",
                     "--disable-background-networking",
                     "--disable-component-update", "--disable-sync",
                     "--disable-dev-shm-usage", "--no-proxy-server",
                     "--lang=en-US", f"--user-data-dir={folder}/profile"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs",
                           {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(service=Service(driver), options=options)
    browser.set_page_load_timeout(PATIENCE_S)
    return browser


class Chat:
    """The page as a person uses it."""

    def __init__(self, browser, screenshots):
        self.browser, self.screenshots = browser, screenshots

    def wait(self, what, condition):
        try:
            return WebDriverWait(self.browser, PATIENCE_S, 0.05).until(
                lambda _: condition())
        except Exception:
            self.shot("failed")
            print(self.text())
            raise AssertionError(f"waited in vain: {what}")

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def text(self):
        return self.browser.execute_script("return document.body.innerText")

    def script(self, code, *arguments):
        return self.browser.execute_script(code, *arguments)

    def shot(self, name):
        self.browser.save_screenshot(
            os.path.join(self.screenshots, f"chat-{name}.png"))

    def shape(self, width, height, dark=False, phone=False):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "mobile": phone,
            "deviceScaleFactor": 2 if phone else 1})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme",
                          "value": "dark" if dark else "light"},
                         {"name": "prefers-reduced-motion",
                          "value": "reduce"}]})

    def next_answer(self, act):
        """Does something that asks, and waits for its answer."""
        before = len(self.all(".turn"))
        act()
        self.wait("a question", lambda: len(self.all(".turn")) == before + 1)
        turn = self.all(".turn")[-1]
        self.wait("an answer", lambda: turn.find_elements(
            By.CSS_SELECTOR, ".answer, .problem"))
        assert not turn.find_elements(By.CSS_SELECTOR, ".problem"), turn.text
        return turn.find_element(By.CSS_SELECTOR, ".answer")

    def ask(self, question):
        return self.next_answer(
            lambda: self.one("#text").send_keys(question, Keys.ENTER))

    def choose_language(self, tag):
        Select(self.one("#lang")).select_by_value(tag)


def check_first_screen(chat):
    assert "occupation" in chat.one("h1").text
    examples = chat.all("#examples button")
    assert 3 <= len(examples) <= 4, len(examples)
    assert chat.script("return document.activeElement.id") == "text"
    chat.shot("first-desktop")


def check_salary(chat):
    answer = chat.ask("how much does a library technician make?")
    figure = answer.find_element(By.CSS_SELECTOR, ".headline .figure").text
    assert figure == "$44,580", figure
    assert "Library Technicians" in answer.text
    sources = answer.find_element(By.CSS_SELECTOR, ".sources")
    assert "BLS" in sources.text and "2025" in sources.text, sources.text
    for link in sources.find_elements(By.TAG_NAME, "a"):
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("href").startswith("https://")
    assert sources.find_elements(By.TAG_NAME, "a"), "no source has a link"
    chat.shot("salary-desktop")
    return answer


def check_choice(chat, answer):
    """Every choice is a button that the keyboard reaches and presses."""
    choice = answer.find_elements(By.CSS_SELECTOR, ".choices button")[0]
    chat.script("arguments[0].focus()", choice)
    answered = chat.next_answer(lambda: choice.send_keys(Keys.ENTER))
    assert "Library Technicians" in answered.text, answered.text
    chat.shot("choice-desktop")


def check_follow_up(chat):
    answer = chat.ask("and how do I get in?")
    assert "Library Technicians" in answer.text, answer.text
    assert "certificate" in answer.text.lower(), answer.text
    chat.shot("follow-up-desktop")


def check_typed_lines(chat):
    """Shift+Enter makes a line, and does not send."""
    before = len(chat.all(".turn"))
    chat.one("#text").send_keys("what skills", Keys.SHIFT + Keys.ENTER,
                                "should she learn?")
    assert chat.one("#text").get_property("value").count("\n") == 1
    assert len(chat.all(".turn")) == before
    chat.one("#text").clear()


def check_mark_up_is_text(chat):
    answer = chat.ask("<img src=x onerror=alert(1)> **library technician** pay")
    assert chat.all(".bubble")[-1].text.startswith("<img src=x"), "not as typed"
    assert not chat.all("#log img"), "mark-up came alive"
    assert answer.text


def check_too_long(chat):
    chat.script("arguments[0].value = 'pay '.repeat(2000)", chat.one("#text"))
    chat.one("#text").send_keys(Keys.ENTER)
    chat.wait("a polite refusal",
              lambda: "too long" in chat.all(".turn")[-1].text)


def check_chinese(chat):
    chat.one("#fresh").click()
    chat.choose_language("zh-Hant")
    assert chat.script("return document.documentElement.lang") == "zh-Hant"
    assert re.search("[\u4e00-\u9fff]", chat.one("h1").text)
    chat.shot("first-chinese")
    answer = chat.ask("圖書館技術員的薪水是多少？")
    assert "44,580" in answer.text, answer.text
    assert answer.get_attribute("lang") == "zh-Hant"
    chat.shot("salary-chinese")
    follow_up = chat.ask("會被 AI 取代嗎？")
    assert follow_up.get_attribute("lang") == "zh-Hant"
    chat.shot("follow-up-chinese")
    # The picker names every language in that language.
    shown = chat.script("""
        const copy = document.body.cloneNode(true);
        for (const e of copy.querySelectorAll('select, script, noscript'))
            e.remove();
        return [copy.textContent, document.querySelector('#text').placeholder]
            .join('\\n');""")
    words = set(re.findall(r"[A-Za-z]*[a-z][A-Za-z]+", shown)) - NAMES
    assert not words, f"not Chinese: {sorted(words)}"
    chat.choose_language("zh-Hans")
    answer = chat.ask("图书馆技术员怎么入行？")
    assert answer.get_attribute("lang") == "zh-Hans"
    chat.shot("simplified")
    chat.choose_language("en")


def check_reconnecting(chat, server):
    chat.one("#fresh").click()
    chat.ask("what does a library technician earn?")
    server.stop()
    chat.wait("the loss is said", lambda: "Connection lost" in chat.text())
    chat.one("#text").send_keys("and the outlook?", Keys.ENTER)
    turn = chat.all(".turn")[-1]
    assert "Will be sent" in turn.text, turn.text
    chat.shot("lost")
    server.start()
    chat.wait("the return is said", lambda: "Connected again" in chat.text())
    chat.wait("the kept question is answered",
              lambda: turn.find_elements(By.CSS_SELECTOR, ".answer"))
    chat.shot("back")


def check_phone(chat):
    questions = ["how much does a library technician make?",
                 "will AI replace library technicians?",
                 "tell me about library technicians",
                 "how do I become a library technician?",
                 "which skills should a library technician learn?"]
    chat.shape(360, 640, phone=True)
    chat.one("#fresh").click()
    chat.shot("first-phone")
    for i, question in enumerate(questions):
        chat.ask(question)
        wide = chat.script("""
            const wide = (e) => e.scrollWidth > e.clientWidth ||
                e !== document.querySelector('main') &&
                e.scrollHeight > e.clientHeight;
            return [document.documentElement, document.body,
                    document.querySelector('main')].filter(wide).length ||
                [...document.querySelectorAll('body *')].filter((e) =>
                    !e.closest('.wide, .unseen') &&
                    e.getBoundingClientRect().right > innerWidth + 1).length;""")
        chat.shot(f"phone-{i + 1}")
        assert wide == 0, f"wider than the phone after: {question}"
    size = chat.script(
        "return getComputedStyle(document.querySelector('#text')).fontSize")
    assert size == "16px", f"a phone zooms in on {size}"
    small = chat.script("""
        return [...document.querySelectorAll('button, select')].filter((e) =>
            e.offsetParent && e.getBoundingClientRect().height < 40)
            .map((e) => e.textContent)""")
    assert not small, f"too small for a finger: {small}"


def check_dark(chat):
    chat.shape(1100, 800, dark=True)
    chat.ask("how much does a library technician make?")
    chat.shot("dark-desktop")
    ground = chat.script(
        "return getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", ground))) < 150, ground


def check_traffic(browser, server):
    """Nothing left for another host, and the browser complained of nothing
    but the connections it could not make while the server was away."""
    seen = 0
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
        elif message["method"] == "Network.webSocketCreated":
            url = message["params"]["url"]
        else:
            continue
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            assert parts.netloc == server.address, f"a request went to {url}"
            seen += 1
    assert seen >= 5, f"only {seen} requests were seen"
    for entry in browser.get_log("browser"):
        away = "WebSocket connection to" in entry["message"] and \
            "ERR_CONNECTION_REFUSED" in entry["message"]
        assert away, f"the browser says: {entry['message']}"


def check_headers(server):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{server.address}/", timeout=PATIENCE_S) as page:
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        for path in re.findall(r'(?:src|href)="((?!data:)[^"]+)"',
                               page.read().decode()):
            address = f"http://{server.address}/{path}"
            with opener.open(address, timeout=PATIENCE_S) as file:
                assert "immutable" in file.headers["Cache-Control"], path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--careerbot", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--screenshots", required=True)
    arguments = parser.parse_args()
    os.makedirs(arguments.screenshots, exist_ok=True)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ.pop(name, None)  # Selenium would ask it for loopback, too
    with tempfile.TemporaryDirectory() as folder:
        browser = open_browser(folder)
        server = Server(arguments.careerbot, arguments.pack, folder)
        try:
            server.start()
            chat = Chat(browser, arguments.screenshots)
            chat.shape(1100, 800)
            check_headers(server)
            browser.get(f"http://{server.address}/")
            check_first_screen(chat)
            answer = check_salary(chat)
            check_choice(chat, answer)
            check_follow_up(chat)
            check_typed_lines(chat)
            check_mark_up_is_text(chat)
            check_too_long(chat)
            check_chinese(chat)
            check_reconnecting(chat, server)
            check_phone(chat)
            check_dark(chat)
            check_traffic(browser, server)
        finally:
            browser.quit()
            server.stop()
    print(f"the page works; screenshots are in {arguments.screenshots}")


if __name__ == "__main__":
    main()
