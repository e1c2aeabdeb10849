// What a post shows that belongs to other rooms (reactions, files, threads, people). The app puts the pieces together here,
// so that no room needs to know another.
import type { FileInfo } from "@mattermost/types/files";
import { createContext, useContext, type JSX } from "solid-js";

/** The pieces that a post is completed with. */
export type PostParts = {
  reactions: (props: { postId: string }) => JSX.Element;
  /** The files of a post. */
  files: (props: { files: FileInfo[] }) => JSX.Element;
  /** Those that are not part of one yet, and a place to drop more. */
  uploads: (props: { place: string }) => JSX.Element;
  dropPlace: (props: { label: string; onFiles: (files: File[]) => void }) => JSX.Element;
  attach: (place: string, channelId: string, files: File[]) => void;
  mayAttach: () => boolean;
  filesOf: (data: DataTransfer | null) => File[];
  footer: (props: { postId: string }) => JSX.Element;
  picker: (props: { label: string; icon: "smile"; onPick: (name: string, text: string) => void; onOpenChange?: (isOpen: boolean) => void }) => JSX.Element;
  quickReactions: () => string[];
  react: (postId: string, name: string) => void;
  openThread: (rootId: string) => void;
  /** Follows an address, on this page where it can. */
  goTo: (href: string) => void;
  /** Looks for words everywhere, where the page can. */
  searchFor?: (terms: string) => void;
  /** The address of a post, without the host. */
  hrefOfPost: (postId: string) => string;
  /** What the author says about themselves, beside their name. */
  status: (props: { userId: string }) => JSX.Element;
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
