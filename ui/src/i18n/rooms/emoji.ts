import { addStrings } from "../index";
import en from "./emoji.en.json";
import ko from "./emoji.ko.json";

addStrings({ en, ko });
