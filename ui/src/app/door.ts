// Where the pages before the chat are fetched from, once somebody stands at the door.
const pages = () => import("./Door");

export const fetchLogin = async () => ({ default: (await pages()).Login });
export const fetchSetup = async () => ({ default: (await pages()).Setup });
export const fetchSignUp = async () => ({ default: (await pages()).SignUp });
export const fetchTeamStart = async () => ({ default: (await pages()).TeamStart });

/** Fetches them beforehand, so that nothing is empty while they come. */
export async function fetchDoor(): Promise<void> {
  await pages();
}
