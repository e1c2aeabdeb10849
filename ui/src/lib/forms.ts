// The limits of accounts, teams and channels, checked before a server is asked. Each answers the key of what is wrong, or undefined.

/** How long a password must be, and what it must contain, as the server announces it. */
export type PasswordRules = { min: number; lower: boolean; upper: boolean; number: boolean; symbol: boolean };

const RESERVED_USERNAMES = ["all", "channel", "here", "matterbot", "system"];
const RESERVED_TEAMS =
  "admin api channel claim error files help landing login mfa oauth plug plugins post signup boards playbooks".split(" ");

/** Why a username cannot be used. */
export function usernameFault(name: string) {
  if (!name) return "fault.required";
  if (name.length < 3 || name.length > 22) return "fault.username.length";
  if (!/^[a-z]/.test(name)) return "fault.username.start";
  if (!/^[a-z0-9.\-_]+$/.test(name)) return "fault.username.chars";
  if (RESERVED_USERNAMES.includes(name)) return "fault.username.reserved";
}

/** Why an e-mail address cannot be right. */
export function emailFault(email: string) {
  if (!email) return "fault.required";
  if (email.length > 128 || !/^[^\s@<>]+@[^\s@<>]+$/.test(email)) return "fault.email";
}

/** Why a password is refused. */
export function passwordFault(password: string, rules: PasswordRules) {
  if (!password) return "fault.required";
  if ([...password].length < rules.min) return "fault.password.short";
  if (new TextEncoder().encode(password).length > 72) return "fault.password.long";
  const missing =
    (rules.lower && !/[a-z]/.test(password)) ||
    (rules.upper && !/[A-Z]/.test(password)) ||
    (rules.number && !/[0-9]/.test(password)) ||
    (rules.symbol && !/[^a-zA-Z0-9]/.test(password));
  if (missing) return "fault.password.kinds";
}

/** Why a name shown to people cannot be used. */
export function displayNameFault(name: string) {
  if (!name.trim()) return "fault.required";
  if ([...name.trim()].length > 64) return "fault.name.long";
}

/** Why an address of a team cannot be used. */
export function teamAddressFault(name: string) {
  if (!name) return "fault.required";
  if (name.length < 2 || name.length > 64) return "fault.address.length";
  if (!/^[a-z0-9]+([a-z\-0-9]+|(__)?)[a-z0-9]+$/.test(name)) return "fault.address.chars";
  if (RESERVED_TEAMS.some((word) => name.startsWith(word))) return "fault.address.reserved";
}

/** Why an address of a channel cannot be used. */
export function channelAddressFault(name: string) {
  if (!name) return "fault.required";
  if (name.length > 64) return "fault.address.length";
  const looksDirect = /^[a-z0-9]{26}__[a-z0-9]{26}$/.test(name) || /^[0-9a-f]{40}$/.test(name);
  if (looksDirect || !/^[a-z0-9]+([a-z\-_0-9]+|(__)?)[a-z0-9]*$/.test(name)) return "fault.address.chars";
}

/** What a field of a form holds: composed as Unicode likes it, without spaces around. */
export function textOf(form: HTMLFormElement, name: string): string {
  return (form.elements.namedItem(name) as HTMLInputElement | null)?.value.normalize("NFC").trim() ?? "";
}

/** A fault that a field can show. */
export type Fault = NonNullable<
  ReturnType<
    | typeof usernameFault | typeof emailFault | typeof passwordFault | typeof displayNameFault
    | typeof teamAddressFault | typeof channelAddressFault
  >
>;

/** An address made from a name: "Sales & Marketing" is sales-marketing. A name with no Latin letters gives a random one. */
export function addressFrom(name: string, kind: string): string {
  const latin = name.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64);
  const mostly = latin.replace(/-/g, "").length >= [...name.replace(/\s/g, "")].length / 2;
  if (latin.length >= 2 && mostly) return latin;
  return `${kind}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36).slice(0, 6)}`;
}
