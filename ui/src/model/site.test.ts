import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { putConfig } from "./session";
import { addresses, askAddresses, chooseAddress, forgetAddresses, isLoopback, ourUrls, siteUrl } from "./site";

const HERE = location.origin;
const TOLD = ["https://192.168.1.5:8065", "https://kitchen.local:8065/"];
const answers = (status: number, body: unknown) => vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status }))));

beforeEach(() => putConfig({ SiteURL: HERE }));
afterEach(() => {
  vi.unstubAllGlobals();
  forgetAddresses();
});

it("knows the names of this machine", () => {
  expect(["localhost", "127.0.0.1", "127.8.0.1", "[::1]", "hearth.localhost"].filter((host) => !isLoopback(host))).toEqual([]);
  expect(["192.168.1.5", "kitchen.local", "localhost.example.com", "128.0.0.1"].filter(isLoopback)).toEqual([]);
});

it("begins links with the first address that others reach, or the one that was chosen", async () => {
  answers(200, { addresses: TOLD });
  expect(siteUrl()).toBe(HERE);
  await Promise.all([askAddresses(), askAddresses()]);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(siteUrl()).toBe("https://192.168.1.5:8065");
  chooseAddress("https://kitchen.local:8065");
  expect(siteUrl()).toBe("https://kitchen.local:8065");
  expect(ourUrls()).toEqual([HERE, "https://kitchen.local:8065", "https://192.168.1.5:8065"]);
});

it("asks nothing where the settings tell", async () => {
  answers(200, { addresses: TOLD });
  putConfig({ SiteURL: "https://chat.example.com/" });
  await askAddresses();
  expect(fetch).not.toHaveBeenCalled();
  expect(siteUrl()).toBe("https://chat.example.com");
});

it.each([["does not know them", 404, {}], ["has none", 200, { addresses: [] }], ["tells nonsense", 200, { addresses: ["javascript:alert(1)", 7] }]])("stays with this page's address when the server %s", async (_, status, body) => {
  answers(status, body);
  await askAddresses();
  expect(addresses()).toEqual([]);
  expect(siteUrl()).toBe(HERE);
});
