import { expect, it } from "vitest";
import { addressFrom, channelAddressFault, emailFault, passwordFault, teamAddressFault, usernameFault } from "./forms";

const rules = { min: 8, lower: false, upper: false, number: true, symbol: false };

it.each([
  [usernameFault("amy.lee"), undefined],
  [usernameFault(""), "fault.required"],
  [usernameFault("al"), "fault.username.length"],
  [usernameFault("1amy"), "fault.username.start"],
  [usernameFault("amy lee"), "fault.username.chars"],
  [usernameFault("system"), "fault.username.reserved"],
  [emailFault("amy@example.com"), undefined],
  [emailFault("amy@"), "fault.email"],
  [passwordFault("short1", rules), "fault.password.short"],
  [passwordFault("longenough", rules), "fault.password.kinds"],
  [passwordFault("가".repeat(30) + "1", rules), "fault.password.long"],
  [passwordFault("longenough1", rules), undefined],
  [teamAddressFault("ad"), undefined],
  [teamAddressFault("admins"), "fault.address.reserved"],
  [teamAddressFault("-x"), "fault.address.chars"],
  [channelAddressFault("town_square-2"), undefined],
  [channelAddressFault("Town"), "fault.address.chars"],
])("case %#: %s", (found, expected) => expect(found).toBe(expected));

it("makes addresses from names", () => {
  expect(addressFrom("Sales & Marketing", "team")).toBe("sales-marketing");
  expect(addressFrom("개발팀", "team")).toMatch(/^team-[a-z0-9]+$/);
  expect(teamAddressFault(addressFrom("우리 팀", "team"))).toBeUndefined();
});
