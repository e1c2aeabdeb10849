import { addStrings } from "../index";
import en from "./files.en.json";
import ko from "./files.ko.json";

addStrings({ en, ko });
