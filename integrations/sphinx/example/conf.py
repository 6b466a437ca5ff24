project = "Money in Meiji Japan"
extensions = ["myst_parser", "explainer_widget.sphinx"]
exclude_patterns = ["_build"]
