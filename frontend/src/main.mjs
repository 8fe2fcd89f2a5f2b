// Everything that runs on every page. One custom element per feature; each works on markup that is
// already readable without it.

import { DisplayElement } from "./elements/display.mjs";
import { MenuElement } from "./elements/menu.mjs";
import { RegisterElement } from "./elements/register.mjs";
import { TabsElement } from "./elements/tabs.mjs";
import { TocElement } from "./elements/toc.mjs";
import { startFresh } from "./fresh.mjs";
import { startCitations } from "./citations.mjs";
import { startLifecycle } from "./lifecycle.mjs";
import { startKeys } from "./keys.mjs";
import { startMastery } from "./mastery-marks.mjs";
import { startPrinting } from "./printing.mjs";
import { startReading } from "./reading.mjs";
import { startReveal } from "./reveal.mjs";
import { startSearch } from "./search-link.mjs";
import { startShare } from "./share.mjs";
import { startTerms } from "./terms.mjs";
import { ContinueElement, startVisits } from "./visits.mjs";

customElements.define("qj-continue", ContinueElement);
customElements.define("qj-display", DisplayElement);
customElements.define("qj-menu", MenuElement);
customElements.define("qj-register", RegisterElement);
customElements.define("qj-tabs", TabsElement);
customElements.define("qj-toc", TocElement);
startReveal();
startSearch();
startCitations();
startLifecycle();
startPrinting();
startTerms();
startMastery().catch(() => {}); // a device that keeps nothing has nothing to show
startFresh();
startShare();
startVisits().catch(() => {});
startKeys();
startReading();
