from django.urls import path

from disclosures.desk.entry import views

TABLE = "accounts/<int:pk>/tables/<str:key>/"

urlpatterns = [
    path("accounts/<int:pk>/tables/", views.first_table, name="desk-entry-first"),
    path(TABLE, views.table_page, name="desk-entry"),
    path(f"{TABLE}cells", views.save_cells, name="desk-entry-cells"),
    path(f"{TABLE}live", views.live_state, name="desk-entry-live"),
    path(f"{TABLE}subjects", views.find_subjects, name="desk-entry-subjects"),
    path(f"{TABLE}cell", views.cell_story, name="desk-entry-cell"),
    path(f"{TABLE}remarks", views.write_remark, name="desk-entry-remarks"),
]
