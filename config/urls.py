from django.urls import include, path

urlpatterns = [
    path("", include("disclosures.public.urls")),
]

handler404 = "disclosures.public.views.not_found_page"
handler500 = "disclosures.public.views.server_error_page"
