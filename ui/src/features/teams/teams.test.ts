import { expect, it } from "vitest";
import { inviteIdIn } from "./teams.actions";

const id = "abcdefghijklmnopqrstuvwxyz";

it("finds the id in whatever was pasted", () => {
  expect(inviteIdIn(`https://chat.example.com/signup_user_complete/?id=${id}`)).toBe(id);
  expect(inviteIdIn(`https://chat.example.com/signup_user_complete/?id=${id}&sbr=x`)).toBe(id);
  expect(inviteIdIn(` ${id} `)).toBe(id);
  expect(inviteIdIn("https://chat.example.com/")).toBeUndefined();
});
