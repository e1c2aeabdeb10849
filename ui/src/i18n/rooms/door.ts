import { addStrings } from "../index";
import en from "./door.en.json";
import ko from "./door.ko.json";

addStrings({ en, ko });
