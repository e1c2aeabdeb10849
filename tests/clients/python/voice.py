"""A person in another process: voice.py DRIVER URL USERNAME PASSWORD CHANNEL_ID

Prints one line of JSON for each post that it hears, {"ready": true} first. Each line on its standard input is posted.
"""

import json
import sys
import threading

from people import PEOPLE


def main():
    driver, url, username, password, channel_id = sys.argv[1:]
    person = PEOPLE[driver](url, username, password).log_in().listen()
    print(json.dumps({"ready": True}), flush=True)
    threading.Thread(target=report, args=(person,), daemon=True).start()
    for line in sys.stdin:
        person.say(channel_id, line.rstrip("\n"))


def report(person):
    while True:
        message = person.heard.get()
        if message.get("event") == "posted":
            post = json.loads(message["data"]["post"])
            print(json.dumps({"message": post["message"], "sender": message["data"]["sender_name"]}), flush=True)


main()
