"""One person, seen through either of the two Python drivers: the same verbs, so that both tell the same stories."""

import asyncio
import json
import queue
import threading
from urllib.parse import urlsplit

import mattermostautodriver
import mattermostautodriver.exceptions
import mattermostdriver
import mattermostdriver.exceptions

PASSWORD = "Correct-horse-1"
HEAR_LIMIT_SECONDS = 15


class Person:
    """What both drivers have in common: an account, and an ear on a thread of its own."""

    def __init__(self, url, username, password=PASSWORD):
        place = urlsplit(url)
        self.username = username
        self.driver = self.make_driver({
            "scheme": place.scheme, "url": place.hostname, "port": place.port,
            "login_id": username, "password": password, "timeout": 30,
        })
        self.heard = queue.Queue()

    def log_in(self):
        self.user = self.driver.login()
        return self

    def listen(self):
        """Opens the driver's websocket and returns once the server said hello."""
        threading.Thread(target=self._run_ear, daemon=True).start()
        self.hears("hello")
        return self

    def hears(self, event, wanted=lambda data: True):
        """The data of the next `event` that is wanted; events before it are let go."""
        while True:
            message = self.heard.get(timeout=HEAR_LIMIT_SECONDS)
            if message.get("event") == event and wanted(message["data"]):
                return message["data"]

    def hears_post(self, text):
        """The next post that says `text`."""
        data = self.hears("posted", lambda data: json.loads(data["post"])["message"] == text)
        return json.loads(data["post"])

    def _run_ear(self):
        asyncio.set_event_loop(asyncio.new_event_loop())
        self.driver.init_websocket(self._on_message)

    async def _on_message(self, text):
        self.heard.put(json.loads(text))


class Driver7Person(Person):
    """mattermostdriver 7."""

    Forbidden = mattermostdriver.exceptions.NotEnoughPermissions
    Unknown = mattermostdriver.exceptions.ResourceNotFound
    NotLoggedIn = mattermostdriver.exceptions.NoAccessTokenProvided

    def make_driver(self, options):
        return mattermostdriver.Driver(options)

    def sign_up(self, username):
        return self.driver.users.create_user(
            {"username": username, "email": f"{username}@example.com", "password": PASSWORD})

    def create_team(self, name):
        return self.driver.teams.create_team({"name": name, "display_name": name, "type": "O"})

    def create_channel(self, team_id, name, kind="O"):
        return self.driver.channels.create_channel(
            {"team_id": team_id, "name": name, "display_name": name, "type": kind})

    def add(self, user_id, team_id, channel_id):
        self.driver.teams.add_user_to_team(team_id, {"team_id": team_id, "user_id": user_id})
        self.driver.channels.add_user(channel_id, {"user_id": user_id})

    def say(self, channel_id, message, root_id=""):
        return self.driver.posts.create_post({"channel_id": channel_id, "message": message, "root_id": root_id})

    def edit(self, post_id, message):
        return self.driver.posts.patch_post(post_id, {"message": message})

    def delete(self, post_id):
        return self.driver.posts.delete_post(post_id)

    def react(self, post_id, emoji):
        return self.driver.reactions.create_reaction(
            {"user_id": self.user["id"], "post_id": post_id, "emoji_name": emoji})

    def read(self, channel_id):
        return self.driver.posts.get_posts_for_channel(channel_id, {"page": 0, "per_page": 60})

    def thread(self, post_id):
        return self.driver.posts.get_thread(post_id)

    def direct(self, user_id):
        return self.driver.channels.create_direct_message_channel([self.user["id"], user_id])

    def get_user(self, user_id):
        return self.driver.users.get_user(user_id)

    def log_out(self):
        return self.driver.logout()


class AutodriverPerson(Person):
    """mattermostautodriver 11, its typed face."""

    Forbidden = mattermostautodriver.exceptions.NotEnoughPermissions
    Unknown = mattermostautodriver.exceptions.ResourceNotFound
    NotLoggedIn = mattermostautodriver.exceptions.NoAccessTokenProvided

    def make_driver(self, options):
        return mattermostautodriver.TypedDriver(options)

    def sign_up(self, username):
        return self.driver.users.create_user(email=f"{username}@example.com", username=username, password=PASSWORD)

    def create_team(self, name):
        return self.driver.teams.create_team(name=name, display_name=name, type="O")

    def create_channel(self, team_id, name, kind="O"):
        return self.driver.channels.create_channel(team_id=team_id, name=name, display_name=name, type=kind)

    def add(self, user_id, team_id, channel_id):
        self.driver.teams.add_team_member(team_id, user_id=user_id)
        self.driver.channels.add_channel_member(channel_id, user_id=user_id)

    def say(self, channel_id, message, root_id=None):
        return self.driver.posts.create_post(channel_id=channel_id, message=message, root_id=root_id)

    def edit(self, post_id, message):
        return self.driver.posts.patch_post(post_id, message=message)

    def delete(self, post_id):
        return self.driver.posts.delete_post(post_id)

    def react(self, post_id, emoji):
        return self.driver.reactions.save_reaction(
            {"user_id": self.user["id"], "post_id": post_id, "emoji_name": emoji})

    def read(self, channel_id):
        return self.driver.posts.get_posts_for_channel(channel_id, page=0, per_page=60)

    def thread(self, post_id):
        return self.driver.posts.get_post_thread(post_id)

    def direct(self, user_id):
        return self.driver.channels.create_direct_channel([self.user["id"], user_id])

    def get_user(self, user_id):
        return self.driver.users.get_user(user_id)

    def log_out(self):
        return self.driver.logout()


PEOPLE = {"mattermostdriver": Driver7Person, "mattermostautodriver": AutodriverPerson}
