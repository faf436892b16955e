import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useAppearance } from "../../store/appearance";
import { followPresenterKey } from "../../store/lecture";
import { useLecture } from "../../store/lecture-state";
import { PresenterView } from "./presenter-view";

/** How often a window that was left is looked at: whether it was closed, or is there again after a reload, in ms. */
const LOOK_AGAIN = 250;

/** Gives an empty window the page's style sheets and the place in which its content is put. */
function prepare({ document: own }: Window): HTMLElement {
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
  return root;
}

/** Whether a page of another site is in a window, as after a link or file was dropped on it: this page cannot draw there. */
function isForeign(presenter: Window): boolean {
  try {
    return !presenter.document;
  } catch {
    return true;
  }
}

/** Returns the place for the content of a window; null while there is none, and again after the window was reloaded. */
function useRoot(presenter: Window): HTMLElement | null {
  const [root, setRoot] = useState<HTMLElement | null>(null);
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
    const close = () => presenter.close();
    // Without its page the window would be dead.
    addEventListener("pagehide", close);
    show();
    presenter.focus();
    return () => {
      clearTimeout(looking);
      removeEventListener("pagehide", close);
      if (isForeign(presenter)) return;
      presenter.removeEventListener("pagehide", left);
      presenter.removeEventListener("keydown", followPresenterKey);
    };
  }, [presenter]);
  return root;
}

/** The presenter window: a second window of this page, which draws it and follows it. */
export function Presenter() {
  const presenter = useLecture((state) => state.presenter);
  return presenter && <PresenterIn presenter={presenter} />;
}

function PresenterIn({ presenter }: { readonly presenter: Window }) {
  const root = useRoot(presenter);
  const theme = useAppearance((state) => state.theme);
  useEffect(() => {
    if (root) root.ownerDocument.documentElement.dataset.theme = theme;
  }, [root, theme]);
  return root && createPortal(<PresenterView />, root);
}
