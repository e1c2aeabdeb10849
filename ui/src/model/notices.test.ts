import { describe, expect, it } from "vitest";
import { calledBy, verdict, type Rules, type Told } from "./notices";

const told: Told = { isMine: false, isSystem: false, isDirect: false, isReply: false, isFollowed: false, callsMe: false };
const rules: Rules = { level: "mention", threads: "all", isMuted: false, isDisturbable: true, isLooking: false };

describe("would this notify me?", () => {
  it.each<[string, Partial<Told>, Partial<Rules>, boolean, string]>([
    ["a word in passing", {}, {}, false, "not_called"],
    ["my name", { callsMe: true }, {}, true, "called"],
    ["my own words", { isMine: true, callsMe: true }, {}, false, "mine"],
    ["somebody joined", { isSystem: true }, { level: "all" }, false, "system"],
    ["a direct message", { isDirect: true }, {}, true, "direct"],
    ["anything, when all is wanted", {}, { level: "all" }, true, "everything"],
    ["my name, when nothing is wanted", { callsMe: true }, { level: "none" }, false, "nothing"],
    ["my name, muted", { callsMe: true }, { isMuted: true }, false, "muted"],
    ["my name, not to be disturbed", { callsMe: true }, { isDisturbable: false }, false, "dnd"],
    ["my name, in front of me", { callsMe: true }, { isLooking: true }, false, "looking"],
    ["a reply I follow", { isReply: true, isFollowed: true }, {}, true, "followed"],
    ["a reply I follow, only names wanted", { isReply: true, isFollowed: true }, { threads: "mention" }, false, "not_called"],
    ["a reply of others", { isReply: true }, { level: "all" }, false, "not_followed"],
    ["a direct reply not followed", { isReply: true, isDirect: true }, {}, false, "not_followed"],
  ])("%s", (_, message, wishes, isTold, why) => {
    expect(verdict({ ...told, ...message }, { ...rules, ...wishes })).toEqual({ isTold, why });
  });
});

describe("who is called", () => {
  const names = { username: "amy", firstName: "Amy", keywords: ["fire", "주방", "tea pot"], everybody: true };
  it.each([
    ["hello @amy.", "@amy"],
    ["hello @amylee", undefined],
    ["Amy, look", "Amy"],
    ["amy, look", undefined],
    ["the FIRE is out", "fire"],
    ["fireplace", undefined],
    ["주방에서 봐요", "주방"],
    ["the tea pot", "tea pot"],
    ["@channel lunch", "@channel"],
    ["`@amy` in code", undefined],
    ["```\n@amy\n```", undefined],
  ])("%s", (message, expected) => {
    expect(calledBy(message, names)).toBe(expected);
  });
});
