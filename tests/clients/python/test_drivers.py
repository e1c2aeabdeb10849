"""The stories that a bot's author would live through, once with each driver. HEARTH_URL names an empty server."""

import os
import unittest

from people import AutodriverPerson, Driver7Person

URL = os.environ["HEARTH_URL"]


def setUpModule():
    """The first account of a server is its administrator."""
    Driver7Person(URL, "admin").sign_up("admin")


class Stories:
    """Run by the two classes below, each with its driver."""

    Person = None

    @classmethod
    def setUpClass(cls):
        cls.name = cls.Person.__name__.lower()
        cls.admin = cls.Person(URL, "admin").log_in()
        cls.team = cls.admin.create_team(f"team-{cls.name}")
        cls.channel = cls.admin.create_channel(cls.team["id"], "square")
        cls.amy, cls.ben = cls.move_in("amy"), cls.move_in("ben")

    @classmethod
    def move_in(cls, name):
        username = f"{name}-{cls.name}"
        user = cls.admin.sign_up(username)
        cls.admin.add(user["id"], cls.team["id"], cls.channel["id"])
        return cls.Person(URL, username).log_in()

    def test_what_amy_says_ben_hears(self):
        self.ben.listen()
        post = self.amy.say(self.channel["id"], "hello from amy")
        heard = self.ben.hears_post("hello from amy")
        self.assertEqual(heard["id"], post["id"])
        self.assertEqual(heard["user_id"], self.amy.user["id"])

    def test_a_post_is_read_answered_edited_and_deleted(self):
        post = self.amy.say(self.channel["id"], "first draft")
        self.assertEqual(self.amy.edit(post["id"], "second draft")["message"], "second draft")
        self.ben.react(post["id"], "tada")
        reply = self.ben.say(self.channel["id"], "well said", root_id=post["id"])
        self.assertEqual(set(self.amy.thread(post["id"])["order"]), {post["id"], reply["id"]})
        self.assertEqual(self.ben.read(self.channel["id"])["posts"][post["id"]]["message"], "second draft")
        self.assertEqual(self.amy.delete(post["id"])["status"], "OK")
        self.assertNotIn(post["id"], self.ben.read(self.channel["id"])["order"])

    def test_a_direct_message_reaches_the_other(self):
        ear = self.Person(URL, self.ben.username).log_in().listen()
        direct = self.amy.direct(self.ben.user["id"])
        self.assertEqual(direct["type"], "D")
        self.amy.say(direct["id"], "between us")
        self.assertEqual(ear.hears_post("between us")["channel_id"], direct["id"])

    def test_what_is_not_for_ben_is_refused(self):
        private = self.amy.create_channel(self.team["id"], "private", kind="P")
        with self.assertRaises(self.Person.Forbidden):
            self.ben.read(private["id"])

    def test_an_unknown_person_is_not_found(self):
        with self.assertRaises(self.Person.Unknown):
            self.amy.get_user("a" * 26)

    def test_a_wrong_password_is_refused(self):
        with self.assertRaises(self.Person.NotLoggedIn):
            self.Person(URL, self.amy.username, password="wrong").log_in()

    def test_after_logging_out_nothing_is_answered(self):
        gone = self.Person(URL, self.amy.username).log_in()
        token = gone.driver.client.token
        gone.log_out()
        gone.driver.client.token = token
        with self.assertRaises(self.Person.NotLoggedIn):
            gone.get_user("me")


class Driver7Stories(Stories, unittest.TestCase):
    """mattermostdriver 7.3.2."""

    Person = Driver7Person


class AutodriverStories(Stories, unittest.TestCase):
    """mattermostautodriver 11.11.1."""

    Person = AutodriverPerson


if __name__ == "__main__":
    unittest.main()
