"use client";
// Loads the widget in the browser.
import { useEffect } from "react";

export default function Live() {
  useEffect(() => {
    import("explainer-widget");
  }, []);
  return null;
}
