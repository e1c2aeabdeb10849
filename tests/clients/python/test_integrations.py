"""What programs do beside people: a bot that answers, a slash command, and webhook payloads as they are sent in the
field. HEARTH_URL names a server whose administrator is `admin`."""

import http.server
import json
import os
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request

from people import AutodriverPerson, Driver7Person

URL = os.environ["HEARTH_URL"]


def call(method, path, body=None, token=None):
    """One call of the API; answers what came back as JSON."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{URL}/api/v4{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def send(path, data, content_type):
    """Sends to a webhook as `curl` does; answers status and text."""
    headers = {"Content-Type": content_type}
    request = urllib.request.Request(f"{URL}{path}", data.encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


class Weather(http.server.BaseHTTPRequestHandler):
    """The server behind /weather."""

    asked = []

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        Weather.asked.append({key: values[0] for key, values in form.items()})
        body = json.dumps({"response_type": "in_channel", "text": f"It is sunny in {form['text'][0]}."}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing is logged."""


class Bot(AutodriverPerson):
    """A bot on mattermostautodriver, which comes with a token and answers those who mention it."""

    def __init__(self, username, token):
        super().__init__(URL, username)
        self.driver.options["token"] = token

    async def _on_message(self, text):
        await super()._on_message(text)
        message = json.loads(text)
        if message.get("event") != "posted":
            return
        post = json.loads(message["data"]["post"])
        mentioned = self.user["id"] in json.loads(message["data"].get("mentions", "[]"))
        if mentioned and post["user_id"] != self.user["id"]:
            self.say(post["channel_id"], "at your service", root_id=post["root_id"] or post["id"])


class Integrations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        admin = Driver7Person(URL, "admin")
        try:
            admin.sign_up("admin")
        except Exception:  # it was there already, or logging in says why not
            pass
        cls.admin = admin.log_in()
        cls.token = cls.admin.driver.client.token
        cls.service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Weather)
        threading.Thread(target=cls.service.serve_forever, daemon=True).start()
        call("PUT", "/config/patch", {"ServiceSettings": {
            "SiteURL": URL, "EnableBotAccountCreation": True, "EnablePostUsernameOverride": True,
            "AllowedUntrustedInternalConnections": "127.0.0.1",
        }}, cls.token)
        cls.team = cls.admin.create_team("integrations")
        cls.channel = cls.admin.create_channel(cls.team["id"], "machines")
        user = cls.admin.sign_up("amy-integrations")
        cls.admin.add(user["id"], cls.team["id"], cls.channel["id"])
        cls.amy = AutodriverPerson(URL, "amy-integrations").log_in()

    @classmethod
    def tearDownClass(cls):
        cls.service.shutdown()
        cls.service.server_close()

    def posts(self, channel=None):
        channel = channel or self.channel
        return list(self.amy.read(channel["id"])["posts"].values())

    def said(self, text, channel=None):
        return [post for post in self.posts(channel) if post["message"] == text]

    def test_a_bot_answers_who_mentions_it(self):
        bot = call("POST", "/bots", {"username": "butler", "display_name": "Butler"}, self.token)
        secret = call("POST", f"/users/{bot['user_id']}/tokens", {"description": "test"}, self.token)["token"]
        self.admin.add(bot["user_id"], self.team["id"], self.channel["id"])
        butler = Bot("butler", secret).log_in().listen()
        ear = AutodriverPerson(URL, self.amy.username).log_in().listen()
        asked = self.amy.say(self.channel["id"], "@butler are you there?")
        answer = ear.hears_post("at your service")
        self.assertEqual(answer["root_id"], asked["id"])
        self.assertEqual(answer["user_id"], butler.user["id"])
        self.assertEqual(answer["props"]["from_bot"], "true")

    def test_a_slash_command_is_answered_in_the_channel(self):
        command = call("POST", "/commands", {
            "team_id": self.team["id"], "trigger": "weather", "method": "P",
            "url": f"http://127.0.0.1:{self.service.server_port}/weather",
        }, self.token)
        answer = self.amy.driver.commands.execute_command(
            channel_id=self.channel["id"], command="/weather Seoul")
        self.assertEqual(answer["text"], "It is sunny in Seoul.")
        asked = Weather.asked[-1]
        self.assertEqual((asked["token"], asked["user_name"]), (command["token"], "amy-integrations"))
        self.assertEqual(len(self.said("It is sunny in Seoul.")), 1)

    def hook(self):
        return "/hooks/" + call("POST", "/hooks/incoming", {"channel_id": self.channel["id"]}, self.token)["id"]

    def test_payloads_of_the_field_are_posted(self):
        hook = self.hook()
        for data, kind, text in [
            ('{"text": "deployed <https://example.com/builds/7|build 7> & more"}', "application/json",
             "deployed [build 7](https://example.com/builds/7) & more"),
            ("payload=" + urllib.parse.quote('{"text": "from a form"}'), "application/x-www-form-urlencoded",
             "from a form"),
            ('{"text": "two\nlines", "username": "ci", "icon_emoji": ":rocket:", "mrkdwn": true}', "application/json",
             "two\nlines"),
            ('{"text": "<!channel> wake up"}', "application/json", "@channel wake up"),
        ]:
            self.assertEqual(send(hook, data, kind), (200, "ok"), data)
            self.assertEqual(len(self.said(text)), 1, text)

    def test_attachments_and_another_channel(self):
        hook = self.hook()
        other = self.admin.create_channel(self.team["id"], "alerts")
        call("POST", f"/channels/{other['id']}/members", {"user_id": self.amy.user["id"]}, self.token)
        payload = {"channel": "#alerts", "username": "monitor", "text": "disk", "attachments": [{
            "fallback": "disk is full", "color": "danger", "title": "db1", "text": "98 %",
            "fields": [{"title": "used", "value": 98, "short": True}],
        }]}
        self.assertEqual(send(hook, json.dumps(payload), "application/json"), (200, "ok"))
        [post] = self.said("disk", other)
        self.assertEqual(post["props"]["attachments"][0]["fields"][0]["value"], "98")
        self.assertEqual(post["props"]["override_username"], "monitor")

    def test_what_cannot_be_posted_is_refused(self):
        hook = self.hook()
        for path, data, status in [
            (hook, "{", 400), (hook, '{"text": ""}', 400), (hook, '{"text": "x", "channel": "nowhere"}', 404),
            ("/hooks/" + "a" * 26, '{"text": "x"}', 400),
        ]:
            self.assertEqual(send(path, data, "application/json")[0], status, data)


if __name__ == "__main__":
    unittest.main()
