from django.urls import path

from disclosures.desk.bulk import pages

urlpatterns = [
    path("imports/", pages.imports_page, name="desk-imports"),
    path("imports/<int:pk>/", pages.import_page, name="desk-import"),
    path("imports/<int:pk>/state", pages.import_state, name="desk-import-state"),
    path("imports/<int:pk>/report.jsonl", pages.import_report, name="desk-import-report"),
    path("imports/<int:pk>/resume", pages.resume, name="desk-import-resume"),
    path("imports/<int:pk>/undo", pages.undo, name="desk-import-undo"),
]
