from django.urls import path

from disclosures.desk.preview import views

PREVIEW = "accounts/<int:pk>/preview/"

urlpatterns = [
    path(PREVIEW, views.preview_page, name="desk-preview"),
    path(f"{PREVIEW}print", views.print_draft, name="desk-draft-print"),
    path(f"{PREVIEW}draft/", views.draft_page, name="desk-draft"),
    path(f"{PREVIEW}draft/state", views.draft_state, name="desk-draft-state"),
    path(f"{PREVIEW}draft/file.pdf", views.draft_file, name="desk-draft-file"),
]
