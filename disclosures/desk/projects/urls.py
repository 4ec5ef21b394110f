from django.urls import path

from disclosures.desk.projects import views

PAGE = "accounts/<int:pk>/projects/"

urlpatterns = [
    path(PAGE, views.projects_page, name="desk-projects"),
    path(f"{PAGE}<slug:key>/", views.project_page, name="desk-project"),
]
