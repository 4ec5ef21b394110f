from django.urls import include, path

from disclosures.desk import views

urlpatterns = [
    path("", include("disclosures.desk.entry.urls")),
    path("orders/<int:pk>/", views.order_page, name="desk-order"),
    path("orders/<int:pk>/state", views.order_state, name="desk-order-state"),
    path("orders/<int:pk>/retry", views.retry, name="desk-order-retry"),
]
