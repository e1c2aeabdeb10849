import { addStrings } from "../index";
import en from "./settings.en.json";
import ko from "./settings.ko.json";

addStrings({ en, ko });
