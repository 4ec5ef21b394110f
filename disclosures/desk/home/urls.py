from django.urls import path

from disclosures.desk.home import begin, standing

urlpatterns = [
    path("begin/", begin.begin_page, name="desk-begin"),
    path("accounts/<int:pk>/standing", standing.standing, name="desk-standing"),
]
