import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { loadQrCode } from "./screens/paper/paper-head";
import { watchPrinting } from "./screens/paper/printing";
import { registerServiceWorker, whenIdle } from "./service-worker/register";
import { showAppearance, useAppearance } from "./store/appearance";
import { restoreLargeSizes } from "./store/large-sizes";
import { openPage } from "./store/page";
import { hearParent } from "./store/parent-messages";
import { allowTranslation } from "./ui/translation";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id “root”.");

allowTranslation();
showAppearance();
watchPrinting();
restoreLargeSizes();
openPage();
hearParent();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
// See start.ts.
root.dataset.started = "";

whenIdle(loadQrCode);
// Not in an iframe or in development, which need the newest files; and only when idle, so as not to delay the first run.
if (import.meta.env.PROD && !useAppearance.getState().embedded) whenIdle(registerServiceWorker);
