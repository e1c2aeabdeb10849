// Which refusals end the session.
import { afterEach, expect, it, vi } from "vitest";
import { api, whenSessionEnds } from "./client";

/** The next call is refused with this status and id. */
function refuseWith(status_code: number, id: string): void {
  const refused = () => Promise.resolve(new Response(JSON.stringify({ id, message: "no", status_code }), { status: status_code, headers: { "Content-Type": "application/json" } }));
  vi.stubGlobal("fetch", vi.fn(refused));
}

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["a session that is not known", 401, "api.context.session_expired.app_error", 1],
  ["a wrong code for a second factor", 401, "mfa.activate.bad_token.app_error", 0],
  ["a wrong password", 401, "api.user.check_user_password.invalid.app_error", 0],
  ["something that the settings forbid", 401, "api.user.delete_team.not_enabled.app_error", 0],
  ["a second factor that has to be set up first", 403, "api.context.mfa_required.app_error", 0],
  ["a permission that is missing", 403, "api.context.permissions.app_error", 0],
])("%s", async (_, status, id, ends) => {
  const ended = vi.fn();
  whenSessionEnds(ended);
  refuseWith(status, id);
  await expect(api.updateUserMfa("me", true, "000000")).rejects.toMatchObject({ status_code: status, server_error_id: id });
  expect(ended).toHaveBeenCalledTimes(ends);
});

it("a server that cannot be reached", async () => {
  const ended = vi.fn();
  whenSessionEnds(ended);
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("no network"))));
  await expect(api.getMe()).rejects.toThrow();
  expect(ended).not.toHaveBeenCalled();
});
