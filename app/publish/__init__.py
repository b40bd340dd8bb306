"""From files and answers to pages and briefs: load, context, compile, freeze, inspect, swap in."""
