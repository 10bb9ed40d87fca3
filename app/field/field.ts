// field.ts - the page's side: on /app/ who uses this phone and how they come in;
// on every other page the line that says what is not sent yet.
import { line } from "./line";
import { photos } from "./photo";
import { start } from "./start";
import { prerendering, sealLay } from "./worker";

if (document.getElementById("phone")) void start();
else if (document.getElementById("unsent")) {
  sealLay();
  line();
  photos();
  // A page that nobody sees yet is laid out when it is shown, unless it is asked how
  // high it is.
  if (prerendering())
    addEventListener("load", () => void document.body.offsetHeight);
}

