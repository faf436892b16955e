import { useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { useAppearance } from "../../store/appearance";
import { followPresenterKey } from "../../store/lecture";
import { useLecture } from "../../store/lecture-state";
import { isForeign, waitForPage, watchPage } from "../../store/presenter-window";
import { PresenterView, WallLoads } from "./presenter-view";

/** How often a window that was left is looked at: whether it was closed, or is there again after a reload, in ms. */
const LOOK_AGAIN = 250;

/** Gives a window the page's style sheets and the place in which its content is put. */
function prepare(presenter: Window): HTMLElement {
  const { document: own } = presenter;
  own.head.replaceChildren();
  own.title = "Presenter – Unitary RNN Lab";
  own.documentElement.lang = document.documentElement.lang;
  for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    const copy = own.createElement("link");
    copy.rel = "stylesheet";
    copy.href = sheet.href;
    own.head.append(copy);
  }
  // A development server has no sheets, but styles.
  const styles = import.meta.env.DEV ? document.querySelectorAll("head style") : [];
  for (const style of styles) own.head.append(own.importNode(style, true));
  const root = own.createElement("div");
  own.body.replaceChildren(root);
  watchPage(presenter);
  return root;
}

/** Returns the place for the content of a window; null while there is none, and again after the window was reloaded. */
function useRoot(presenter: Window): { readonly root: HTMLElement | null; readonly isLeft: boolean } {
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [isLeft, setLeft] = useState(false);
  useEffect(() => {
    let looking: ReturnType<typeof setTimeout> | undefined;
    /** The document that was left. */
    let gone: Document | undefined;
    const show = () => {
      setRoot(prepare(presenter));
      presenter.addEventListener("pagehide", left);
      presenter.addEventListener("keydown", followPresenterKey);
    };
    const lookAgain = () => {
      looking = setTimeout(look, LOOK_AGAIN);
    };
    /** The window is being closed, or reloaded: then it soon has another document, without content. */
    const left = () => {
      setRoot(null);
      gone = presenter.document;
      lookAgain();
    };
    const look = () => {
      if (!presenter.closed && isForeign(presenter)) presenter.close();
      if (presenter.closed) useLecture.setState({ presenter: null });
      else if (presenter.document === gone || presenter.document.readyState !== "complete") lookAgain();
      else show();
    };
    /** The page is reloaded or closed. Without it the window would be dead, unless it can wait for it. */
    const leave = () => {
      if (waitForPage(presenter)) flushSync(() => setLeft(true));
      else presenter.close();
    };
    /** The page is shown again as it was left. */
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      setLeft(false);
      look();
    };
    addEventListener("pagehide", leave);
    addEventListener("pageshow", comeBack);
    show();
    return () => {
      clearTimeout(looking);
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", comeBack);
      if (isForeign(presenter)) return;
      presenter.removeEventListener("pagehide", left);
      presenter.removeEventListener("keydown", followPresenterKey);
    };
  }, [presenter]);
  return { root, isLeft };
}

/** The presenter window: a second window of this page, which draws it and follows it. */
export function Presenter() {
  const presenter = useLecture((state) => state.presenter);
  return presenter && <PresenterIn presenter={presenter} />;
}

function PresenterIn({ presenter }: { readonly presenter: Window }) {
  const { root, isLeft } = useRoot(presenter);
  const theme = useAppearance((state) => state.theme);
  useEffect(() => {
    if (root) root.ownerDocument.documentElement.dataset.theme = theme;
  }, [root, theme]);
  return root && createPortal(isLeft ? <WallLoads /> : <PresenterView />, root);
}
