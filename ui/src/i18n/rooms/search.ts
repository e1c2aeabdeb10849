import { addStrings } from "../index";
import en from "./search.en.json";
import ko from "./search.ko.json";

addStrings({ en, ko });
