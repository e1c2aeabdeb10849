// The fields that can be written into at the moment, by their place: something elsewhere on the page may have words for them.
import { placeOf } from "~/model/uploads";

type Insert = (text: string) => void;
const fields = new Map<string, Insert>();

/** A field is there; answers what to call when it goes. */
export function offerField(channelId: string, rootId: string, insert: Insert): () => void {
  const place = placeOf(channelId, rootId);
  fields.set(place, insert);
  return () => fields.get(place) === insert && fields.delete(place);
}

/** Puts words where a channel (rootId "") or a thread is written to, and the caret behind them. False if there is no such field now. */
export function writeInto(channelId: string, rootId: string, text: string): boolean {
  const insert = fields.get(placeOf(channelId, rootId));
  insert?.(text);
  return insert !== undefined;
}
