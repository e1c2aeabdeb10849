// Where this server is for everybody: what a link that is handed on begins with.
import { createSignal } from "solid-js";
import { config } from "./session";

/** Only this machine itself reaches a page that was opened here. */
export const isLoopback = (host: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

const [addresses, setAddresses] = createSignal<readonly string[]>([]);
const [chosen, choose] = createSignal("");

/** The addresses at which other devices reach this server, as far as it has been asked for them. */
export { addresses };
/** Takes another one of them for links. */
export const chooseAddress = (address: string): void => void choose(address);

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : "");
/** Where nobody has set an address, the server names the one at which it was reached. */
const isNeeded = () => isLoopback(location.hostname) && (!config.SiteURL || isLoopback(hostOf(config.SiteURL)));
let asking: Promise<void> | undefined;

/** Asks the server where it is, once, if neither its settings nor the address of this page tell. */
export const askAddresses = (): Promise<void> => (isNeeded() ? (asking ??= ask()) : Promise.resolve());

async function ask(): Promise<void> {
  // A server that cannot tell leaves links as they are.
  try {
    const answer = await fetch("/hearth/addresses");
    const told = answer.ok ? ((await answer.json()) as { addresses?: unknown }).addresses : [];
    setAddresses((Array.isArray(told) ? told : []).filter((each) => /^https?:\/\//.test(each)).map(bare));
  } catch { /* see above */ }
}

const bare = (url: string) => url.replace(/\/+$/, "");

/** Where this server is for everybody, without a slash at the end. */
export const siteUrl = (): string => bare((isNeeded() && (chosen() || addresses()[0])) || config.SiteURL || location.origin);

/** Everything that a link to this server may begin with. */
export const ourUrls = (): string[] => [...new Set([location.origin, siteUrl(), ...addresses()])];

/** Starts over. For tests. */
export function forgetAddresses(): void {
  asking = undefined;
  setAddresses([]);
  choose("");
}
