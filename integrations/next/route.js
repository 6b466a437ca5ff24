// The packed stories and their images, as files below `/stories/`: copy this to
// `app/stories/[...path]/route.js`.
import { bytesOf, files } from "../../../explainer.js";

const TYPES = {
  txt: "text/plain; charset=utf-8",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
};

export const dynamic = "force-static";
export const dynamicParams = false;
export const generateStaticParams = () => files().map((path) => ({ path: path.split("/") }));

export async function GET(_request, { params }) {
  const { path } = await params;
  const type = TYPES[path.at(-1).split(".").at(-1)] ?? "application/octet-stream";
  return new Response(bytesOf(path.join("/")), { headers: { "content-type": type } });
}
