from django.urls import path

from disclosures.desk.carrying import views

urlpatterns = [
    path("accounts/<int:pk>/carry-over/", views.carry_over_page, name="desk-carry-over"),
]
