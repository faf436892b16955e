export { Lectures } from "./lectures";
export { Presenter } from "./presenter";
export { SceneHead } from "./scene-head";
