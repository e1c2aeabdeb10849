// What a post shows that belongs to other rooms (reactions, threads, people). The app puts the pieces together here,
// so that no room needs to know another.
import { createContext, useContext, type JSX } from "solid-js";

/** The pieces that a post is completed with. */
export type PostParts = {
  reactions: (props: { postId: string }) => JSX.Element;
  footer: (props: { postId: string }) => JSX.Element;
  picker: (props: { label: string; icon: "smile"; onPick: (name: string, char: string) => void; onOpenChange?: (isOpen: boolean) => void }) => JSX.Element;
  quickReactions: () => { name: string; char: string }[];
  react: (postId: string, name: string) => void;
  openThread: (rootId: string) => void;
  openPerson: (userId: string) => void;
};

const Context = createContext<PostParts>();

/** Gives the pieces to everything below. */
export const PostPartsProvider = Context.Provider;

/** The pieces given by the app. */
export function usePostParts(): PostParts {
  const parts = useContext(Context);
  if (!parts) throw new Error("posts are shown outside a PostPartsProvider");
  return parts;
}
