// The live connection: Mattermost's websocket client keeps the connection id and the sequence number and resumes with them.
import type { WebSocketClient } from "./websocket";

/** What the rest of the page hears. */
export type SocketListeners = {
  /** An event, already in order and exactly once. `data` members that hold JSON are still text. */
  event: (name: string, data: Record<string, unknown>, broadcast: Record<string, string>) => void;
  open: (again: boolean) => void;
  closed: () => void;
};

/** How long (ms) to wait before the client is fetched again where that failed. */
const AGAIN = 3000;

const make = async () => new (await import("./websocket")).WebSocketClient({ minWebSocketRetryTime: 1000, reconnectJitterRange: 500, maxWebSocketRetryTime: 30_000 });
let socket: WebSocketClient | undefined;
let making: Promise<WebSocketClient> | undefined;
let wanted: SocketListeners | undefined;

/** The client, fetched once; again after that failed. */
function fetchSocket(): Promise<WebSocketClient> {
  return (making ??= make().catch((error) => {
    making = undefined;
    throw error;
  }));
}

/** Opens the connection and keeps it open until `disconnect`. */
export function connect(listeners: SocketListeners): void {
  wanted = listeners;
  fetchSocket().then(
    (made) => wanted === listeners && listen((socket = made), listeners),
    () => {
      if (wanted !== listeners) return;
      listeners.closed();
      setTimeout(() => wanted === listeners && connect(listeners), AGAIN);
    },
  );
}

function listen(made: WebSocketClient, listeners: SocketListeners): void {
  made.addMessageListener((message) => {
    const { event, data, broadcast } = message as unknown as {
      event: string; data: Record<string, unknown>; broadcast: Record<string, string>;
    };
    listeners.event(event, data, broadcast);
  });
  made.addFirstConnectListener(() => listeners.open(false));
  made.addReconnectListener(() => listeners.open(true));
  made.addCloseListener(() => listeners.closed());
  // Without a listener the library does not read the connection id from hello.
  made.addMissedMessageListener(() => {});
  made.initialize(`${location.origin.replace(/^http/, "ws")}/api/v4/websocket`, undefined);
}

/** Ends the connection for good. The next one has a client of its own, which tells nothing to those who listened before. */
export function disconnect(): void {
  socket?.close();
  wanted = socket = making = undefined;
}

/** Tells the others that this person is writing. */
export function sendTyping(channelId: string, rootId: string): void {
  socket?.userTyping(channelId, rootId, () => {});
}

/** The id of this connection: a call that carries it is not told to this page again. */
export const connectionId = (): string => (socket as unknown as { connectionId?: string } | undefined)?.connectionId ?? "";
