// Before Tailwind: portal.css imports the file this writes.
import { writeFile } from "node:fs/promises";
import { portalTones } from "./tones.mjs";

await writeFile("assets/css/tones.css", portalTones());
