export { FlowCanvas as default } from "sayso-web/canvas.js";
