from django.urls import path

from disclosures.desk.texts import views

PAGE = "accounts/<int:pk>/texts/"

urlpatterns = [
    path(PAGE, views.texts_page, name="desk-texts"),
    path(f"{PAGE}live", views.live_texts, name="desk-texts-live"),
    path(f"{PAGE}save", views.save_texts, name="desk-texts-save"),
]
