// Would this message notify me, and why? One pure rule for the notifier and for the test in the settings, so that both agree.

/** What is known of a message when it arrives. */
export type Told = {
  isMine: boolean;
  isSystem: boolean;
  isDirect: boolean;
  isReply: boolean;
  /** A reply in a thread that I follow. */
  isFollowed: boolean;
  /** It calls for me: by name, by a keyword, or with everybody. */
  callsMe: boolean;
};

type Level = "all" | "mention" | "none";

/** How I want to be told. */
export type Rules = {
  level: Level;
  threads: Level;
  isMuted: boolean;
  isDisturbable: boolean;
  /** I am looking at the place where it was written. */
  isLooking: boolean;
};

/** Why I am told or not; each has a sentence in the settings. */
export type Why = "mine" | "system" | "dnd" | "muted" | "looking" | "nothing" | "not_called" | "not_followed" | "called" | "direct" | "followed" | "everything";
/** The answer. */
export type Verdict = { isTold: boolean; why: Why };

const no = (why: Why): Verdict => ({ isTold: false, why });
const yes = (why: Why): Verdict => ({ isTold: true, why });

/** Decides. The first reason that settles it is the one given. */
export function verdict(told: Told, rules: Rules): Verdict {
  if (told.isMine) return no("mine");
  if (told.isSystem) return no("system");
  if (!rules.isDisturbable) return no("dnd");
  if (rules.isMuted) return no("muted");
  if (rules.isLooking) return no("looking");
  if (rules.level === "none") return no("nothing");
  if (told.callsMe) return yes(told.isDirect ? "direct" : "called");
  if (told.isReply) return told.isFollowed && rules.threads === "all" ? yes("followed") : no(told.isFollowed ? "not_called" : "not_followed");
  if (told.isDirect) return yes("direct");
  return rules.level === "all" ? yes("everything") : no("not_called");
}

/** The words of an account that call for it. */
export type Names = { username: string; firstName: string; keywords: string[]; everybody: boolean };

/** The word of a message that calls for somebody, or undefined. Code is never read. */
export function calledBy(message: string, { username, firstName, keywords, everybody }: Names): string | undefined {
  const text = message.replace(/```[\s\S]*?```|`[^`\n]*`/g, " ").normalize("NFC");
  const words = text.split(/[^\p{L}\p{N}:.\-_@]+/u).flatMap((word) => [word, word.replace(/[.\-:_]+$/, ""), ...word.split(/[.\-:]/)]);
  const low = words.map((word) => word.toLowerCase());
  if (low.includes(`@${username.toLowerCase()}`)) return `@${username}`;
  const group = ["@channel", "@all", "@here"].find((each) => everybody && low.includes(each));
  if (group) return group;
  if (firstName && words.includes(firstName)) return firstName;
  // Korean keywords are followed by their particles: they are found inside words.
  return keywords.find((key) => key && (/[^\u0020-\u024f]/.test(key) || /\s/.test(key) ? text.toLowerCase().includes(key.toLowerCase()) : low.includes(key.toLowerCase())));
}
