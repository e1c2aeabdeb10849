// The live connection: Mattermost's websocket client keeps the connection id and the sequence number and resumes with them.
import { WebSocketClient } from "@mattermost/client";

/** What the rest of the page hears. */
export type SocketListeners = {
  /** An event, already in order and exactly once. `data` members that hold JSON are still text. */
  event: (name: string, data: Record<string, unknown>, broadcast: Record<string, string>) => void;
  open: (again: boolean) => void;
  closed: () => void;
};

const socket = new WebSocketClient({ minWebSocketRetryTime: 1000, reconnectJitterRange: 500, maxWebSocketRetryTime: 30_000 });

/** Opens the connection and keeps it open until `close`. */
export function connect(listeners: SocketListeners): void {
  socket.addMessageListener((message) => {
    const { event, data, broadcast } = message as unknown as {
      event: string; data: Record<string, unknown>; broadcast: Record<string, string>;
    };
    listeners.event(event, data, broadcast);
  });
  socket.addFirstConnectListener(() => listeners.open(false));
  socket.addReconnectListener(() => listeners.open(true));
  socket.addCloseListener(() => listeners.closed());
  // Without a listener the library does not read the connection id from hello.
  socket.addMissedMessageListener(() => {});
  socket.initialize(`${location.origin.replace(/^http/, "ws")}/api/v4/websocket`, undefined);
}

/** Ends the connection for good. */
export function disconnect(): void {
  socket.close();
}

/** Tells the others that this person is writing. */
export function sendTyping(channelId: string, rootId: string): void {
  socket.userTyping(channelId, rootId, () => {});
}

/** The id of this connection: a call that carries it is not told to this page again. */
export const connectionId = (): string => (socket as unknown as { connectionId?: string }).connectionId ?? "";
