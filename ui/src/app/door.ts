// Where the pages before the chat are fetched from, once somebody stands at the door.
import { lazy } from "solid-js";

const pages = () => import("./Door");

export const Login = lazy(() => pages().then(({ Login: each }) => ({ default: each })));
export const Setup = lazy(() => pages().then(({ Setup: each }) => ({ default: each })));
export const SignUp = lazy(() => pages().then(({ SignUp: each }) => ({ default: each })));
export const TeamStart = lazy(() => pages().then(({ TeamStart: each }) => ({ default: each })));

/** Fetches them beforehand, so that nothing is empty while they come. */
export async function fetchDoor(): Promise<void> {
  await pages();
}
