from django.urls import path

from disclosures.desk.consolidating import cells, views

HERE = "accounts/<int:pk>/consolidation/"

urlpatterns = [
    path(HERE, views.overview, name="desk-consolidation"),
    path(f"{HERE}preview", views.preview, name="desk-consolidation-preview"),
    path(f"{HERE}confirm", views.confirm, name="desk-consolidation-confirm"),
    path(f"{HERE}undo", views.undo, name="desk-consolidation-undo"),
    path(f"{HERE}eliminate", views.eliminate, name="desk-consolidation-eliminate"),
    path(f"{HERE}remove", views.remove, name="desk-consolidation-remove"),
    path(f"{HERE}tables/<str:key>/", cells.table_page, name="desk-consolidation-table"),
    path(f"{HERE}cell", cells.cell_page, name="desk-consolidation-cell"),
]
