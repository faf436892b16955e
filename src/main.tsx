import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { showAppearance } from "./store/appearance";
import { openPage } from "./store/page";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id “root”.");

showAppearance();
openPage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
