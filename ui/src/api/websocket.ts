// Mattermost's websocket client, fetched beside the first answers of the server.
import Client from "@mattermost/client/lib/websocket";
import { defaultOf } from "~/lib/commonjs";

export type WebSocketClient = Client;
export const WebSocketClient = defaultOf(Client);
