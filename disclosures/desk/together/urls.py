from django.urls import path

from disclosures.desk.together import choosing, following

urlpatterns = [
    path("publishing/", choosing.choose_page, name="desk-together"),
    path("publishing/progress/", following.progress_page, name="desk-together-progress"),
    path("publishing/progress/state", following.progress_state, name="desk-together-state"),
    path("publishing/progress/retry", following.retry_failed, name="desk-together-retry"),
]
