import { expect, it } from "vitest";
import { inviteIdIn, mailsIn } from "./teams.actions";

const id = "abcdefghijklmnopqrstuvwxyz";

it("finds the id in whatever was pasted", () => {
  expect(inviteIdIn(`https://chat.example.com/signup_user_complete/?id=${id}`)).toBe(id);
  expect(inviteIdIn(`https://chat.example.com/signup_user_complete/?id=${id}&sbr=x`)).toBe(id);
  expect(inviteIdIn(` ${id} `)).toBe(id);
  expect(inviteIdIn("https://chat.example.com/")).toBeUndefined();
});

it("finds the addresses in whatever was pasted", () => {
  expect(mailsIn("amy@example.com, Bob@Example.com;\n cho@example.com amy@example.com")).toEqual({ good: ["amy@example.com", "bob@example.com", "cho@example.com"], bad: [] });
  expect(mailsIn("Amy Lee <amy@example.com>, Bob <bob@example.com>").good).toEqual(["amy@example.com", "bob@example.com"]);
  expect(mailsIn("amy@example.com bob@")).toEqual({ good: ["amy@example.com"], bad: ["bob@"] });
  expect(mailsIn("  ")).toEqual({ good: [], bad: [] });
});
