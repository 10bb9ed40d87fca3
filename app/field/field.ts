// field.ts - the page's side: on /app/ who uses this phone and how they come in;
// on every other page the line that says what is not sent yet.
import { line } from "./line";
import { photos } from "./photo";
import { start } from "./start";
import { sealLay } from "./worker";

if (document.getElementById("phone")) void start();
else if (document.getElementById("unsent")) {
  sealLay();
  line();
  photos();
}

