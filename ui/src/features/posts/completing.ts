// Completion while somebody writes: which word is meant, what is offered for it, and the keys that belong to the list.
import { createMemo, createSignal, onCleanup } from "solid-js";
import { api } from "~/api/client";
import { putPeople } from "~/model/people";
import { currentTeamId } from "~/model/teams";
import { commandOffers, offersFor, wordAt, type Offer, type Word } from "./completion";

/** How long (ms) after a letter the server is asked. */
const SETTLES = 150;

/** Completion for one field. `field` is there once it is drawn; `onTaken` hears that its text has changed. */
export function createCompletion(field: () => HTMLTextAreaElement, channelId: string, rootId: string, onTaken: () => void) {
  const [word, setWord] = createSignal<Word>();
  const [commands, setCommands] = createSignal<Offer[]>([]);
  const [at, setAt] = createSignal(0);
  const offers = createMemo(() => {
    const now = word();
    if (!now) return [];
    // What was suggested for fewer letters may fit no longer.
    return now.sign === "/" ? commands().filter((each) => each.key.startsWith(now.query.toLowerCase())) : offersFor(now);
  });
  let asking: ReturnType<typeof setTimeout>;
  onCleanup(() => clearTimeout(asking));

  /** Also while a syllable is being composed: the list follows what can be seen. */
  function look() {
    const found = wordAt(field().value, field().selectionStart);
    if (found && (found.sign === "@" || found.sign === "/") && found.query !== word()?.query) ask(found);
    setWord(found);
    setAt(0);
  }

  function ask({ sign, query }: Word) {
    clearTimeout(asking);
    asking = setTimeout(() => void (sign === "@" ? askPeople(query) : askCommands(query)).catch(() => {}), SETTLES);
  }
  const askPeople = async (query: string) => {
    const found = await api.autocompleteUsers(query, currentTeamId(), channelId);
    putPeople([...found.users, ...(found.out_of_channel ?? [])]);
  };
  const askCommands = async (query: string) => {
    const where = { channel_id: channelId, root_id: rootId, team_id: currentTeamId() };
    setCommands(commandOffers(await api.getCommandAutocompleteSuggestionsList(`/${query}`, currentTeamId(), where as never)));
  };

  function take(offer: Offer | undefined) {
    const now = word();
    if (!now || !offer) return;
    field().setRangeText(offer.text, now.from, now.to, "end");
    onTaken();
  }

  /** Keys that belong to the list while there is one. */
  function steer(key: string): boolean {
    const count = offers().length;
    if (key === "ArrowDown") setAt((at() + 1) % count);
    else if (key === "ArrowUp") setAt((at() + count - 1) % count);
    else if (key === "Tab") take(offers()[at()]);
    else if (key === "Escape") setWord(undefined);
    else return false;
    return true;
  }

  return {
    offers, at, setAt, look, take, steer,
    isOffering: () => offers().length > 0,
    /** Enter takes what is pointed at, unless that is written already: then it sends. */
    wantsEnter: () => {
      const [now, offer] = [word(), offers()[at()]];
      return now !== undefined && offer !== undefined && offer.text.trim() !== field().value.slice(now.from, now.to).trim();
    },
    takePointed: () => take(offers()[at()]),
    close: () => void setWord(undefined),
  };
}
