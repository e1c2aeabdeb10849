// Addresses that can be bookmarked. Pure.

/** The address that was meant: "example.com" is https://example.com. Undefined for what is no address of the web. */
export function linkFrom(text: string): string | undefined {
  const typed = text.normalize("NFC").trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[^/]+:\d/.test(typed) ? typed : `https://${typed}`;
  try {
    const url = new URL(whole);
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb && (url.hostname.includes(".") || url.hostname === "localhost") ? whole : undefined;
  } catch {
    return undefined;
  }
}

/** A name for an address nobody has named: what stands before the path. */
export const nameOfLink = (link: string): string => new URL(link).hostname.replace(/^www\./, "");
