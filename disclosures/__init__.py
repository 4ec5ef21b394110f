"""How a final account becomes a public report: narrative, report, publication, public pages."""
