import { addStrings } from "../index";
import en from "./posts.en.json";
import ko from "./posts.ko.json";

addStrings({ en, ko });
